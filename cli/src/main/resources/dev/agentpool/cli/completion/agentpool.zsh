#compdef agentpool
# agentpool's completion for zsh: source <(agentpool completion zsh)
_agentpool() {
  local line word about files=
  local -a found
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      files=yes
      continue
    fi
    word=${line%%$'\t'*}
    about=${line#*$'\t'}
    [[ $about == $line ]] && about=
    found+=("${word//:/\\:}${about:+:$about}")
  done < <(agentpool complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
  (( $#found )) && _describe 'agentpool' found
  [[ -n $files ]] && _files
}
if [[ ${funcstack[1]-} == _agentpool ]]; then # autoloaded from a file of this name
  _agentpool "$@"
else
  (( $+functions[compdef] )) || { autoload -U compinit && compinit }
  compdef _agentpool agentpool
fi
