# Completion of winnow's commands, of the options that each says it has, and of the values of those that
# take one of a few.

# _winnow_commands COMMAND…: the commands below it.
_winnow_commands() { winnow "$@" --help 2> /dev/null | sed -n '/^Subcommands:/,/^$/ s/^  \([a-z-]\+\) .*/\1/p'; }

_winnow() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} choices=''
  local -a command=()
  # `winnow rules` has commands of its own; nothing lies deeper.
  [ "$COMP_CWORD" -lt 2 ] || command=("${COMP_WORDS[1]}")
  [ "${command[0]:-}" != rules ] || [ "$COMP_CWORD" -lt 3 ] || command+=("${COMP_WORDS[2]}")
  if [ "$COMP_CWORD" -eq 1 ] || { [ "${command[*]}" = rules ] && [[ $word != -* ]]; }; then
    choices=$(_winnow_commands "${command[@]}")
  elif [[ $word == -* ]]; then
    choices=$(winnow "${command[@]}" --help 2> /dev/null | grep -oE -- '^ +-[^ ]+' | grep -oE -- '--?[a-z][a-z-]*')
  elif [[ $before == --* ]]; then
    choices=$(winnow "${command[@]}" --help 2> /dev/null | sed -n "s/^ .*$before \([a-z]\+\(|[a-z]\+\)\+\).*/\1/p" | tr '|' ' ')
  elif [ "${command[*]}" = help ]; then
    choices=$(_winnow_commands)
  fi
  if [ -n "$choices" ]; then mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word")
  else mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi
}
complete -o filenames -F _winnow winnow
