# Runs in the probe's pod. Arguments: a mark, the pause between rounds in
# seconds, then for each try its kind, its time limit in seconds, how many
# arguments it has, and those.
#
# Each try goes on by itself, so that one that waits does not hold up the
# others. Only the loop at the end writes to the log, so that no line is torn by
# another: a short line comes to it through the queue, which takes it whole, a
# long one in a file. The node is the learner's own machine, so a round starts
# as few processes as it can, subshells among them.
mark=$1 pause=$2
shift 2
trap 'exit 0' TERM
exec 2>/dev/null
mkfifo queue
exec 3<>queue

tcp() {
  if timeout $((limit + 1)) nc -z -v -w "$limit" -- "$@" </dev/null >body.$i 2>note.$i; then
    : >note.$i # it says only that it did
  else
    return $?
  fi
}

udp() {
  sent=$1
  shift
  printf '%s\n' "$sent" | timeout $((limit + 1)) nc -u -W 1 -w "$limit" -- "$@" >body.$i 2>note.$i
}

dns() {
  timeout $((limit + 1)) dig -r +search +noall +comments +answer +tries=1 "+time=$limit" "$@" 2>note.$i | head -c 16384 >body.$i
}

# A request without TLS needs no more than a connection, and curl takes long to
# start. Whether the other end closed it or nc gave up is not said by nc: the time
# tells.
plain() {
  [ "$round" -gt 1 ] || printf '%s' "$1" >request.$i
  shift
  read -r began rest </proc/uptime
  # What is taken of an answer has a bound: 40 blocks of 512 bytes.
  (ulimit -f 40 && exec timeout $((limit + 1)) nc -v -w "$limit" -- "$@" <request.$i >body.$i 2>note.$i)
  code=$?
  read -r ended rest </proc/uptime
  [ $((${ended%.*}${ended#*.} - ${began%.*}${began#*.})) -lt ${limit}00 ] || [ $code != 0 ] || code=143
  [ ! -s body.$i ] || : >note.$i
  return $code
}

http() {
  files=$1
  shift
  : >body.$i
  while [ "$files" -gt 0 ]; do
    if ! [ -s "$1" ]; then
      printf '%s missing %s\n' "$mark" "$1" >note.$i
      return
    fi
    shift
    files=$((files - 1))
  done
  curl --disable --silent --verbose --globoff --path-as-is --noproxy '*' --max-time "$limit" \
    "$@" 2>said.$i </dev/null | head -c 16384 >body.$i
  tail -c 2048 said.$i >note.$i
}

# The other end for another probe; it listens from its first round on.
listen() {
  [ "$round" -gt 1 ] || /agnhost serve-hostname --port "$1" >/dev/null &
}

again() {
  kind=$1 limit=$2
  shift 3
  round=0 spent=0 alike=0 before=
  while :; do
    round=$((round + 1))
    $kind "$@"
    code=$? note=- body=-
    [ ! -s note.$i ] || note=$(base64 -w 0 note.$i)
    [ ! -s body.$i ] || body=$(base64 -w 0 body.$i)
    line="$mark $i $round $code $note $body ."
    if [ ${#line} -lt 4000 ]; then # what a pipe takes in one piece, less than that
      printf '%s\n' "$line" >&3
    else
      printf '%s\n' "$line" >new.$i
      mv new.$i line.$i
      printf 'file %s\n' "$i" >&3
    fi
    # What large answers may take of the node's disk has a bound.
    spent=$((spent + ${#line}))
    [ "$spent" -lt 2000000 ] || pause=5
    # What goes on as before is asked more seldom: each round is some ten
    # processes, and the node is the learner's own machine.
    [ "$code" = "$before" ] && alike=$((alike + 1)) || alike=0
    before=$code
    if [ "$alike" -lt 4 ]; then
      sleep "$pause"
    else
      sleep "$pause" "$pause" "$pause" "$pause"
    fi
  done
}

i=0
while [ $# -gt 0 ]; do
  # The try's own arguments to the front of all, for the others to be dropped:
  # they go round to the end, and what is before them is shifted off.
  all=$# own=$(($3 + 3))
  next=$own
  (
    while [ $next -gt 0 ]; do
      set -- "$@" "$1"
      shift
      next=$((next - 1))
    done
    shift $((all - own))
    again "$@"
  ) &
  shift $own
  i=$((i + 1))
done

while read -r first rest <&3; do
  case $first in
  file) cat "line.$rest" ;;
  *) printf '%s %s\n' "$first" "$rest" ;;
  esac
done
