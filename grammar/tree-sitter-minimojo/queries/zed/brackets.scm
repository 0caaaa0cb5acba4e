; Pairs that Zed matches and colours.

("(" @open ")" @close)

("[" @open "]" @close)

("{" @open "}" @close)

((string_start) @open
  (string_end) @close
  (#set! rainbow.exclude))
