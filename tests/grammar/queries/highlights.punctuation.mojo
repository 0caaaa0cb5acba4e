def f(a: Int, *b: Int) -> Int:
#<^^^ keyword.function
#   ^ function
#    ^ punctuation.bracket
#     ^ variable.parameter
#      ^ punctuation.delimiter
#        ^^^ type.builtin
#           ^ punctuation.delimiter
#             ^ operator
#              ^ variable.parameter
#               ^ punctuation.delimiter
#                 ^^^ type.builtin
#                    ^ punctuation.bracket
#                      ^^ operator
#                         ^^^ type.builtin
#                            ^ punctuation.delimiter
    g[1](a.b, {c: d}); return [e]
#   ^ function.call
#    ^ punctuation.bracket
#     ^ number
#      ^^ punctuation.bracket
#        ^ variable
#         ^ punctuation.delimiter
#          ^ variable.member
#           ^ punctuation.delimiter
#             ^ punctuation.bracket
#              ^ variable
#               ^ punctuation.delimiter
#                 ^ variable
#                  ^^ punctuation.bracket
#                    ^ punctuation.delimiter
#                      ^^^^^^ keyword.return
#                             ^ punctuation.bracket
#                              ^ variable
#                               ^ punctuation.bracket
