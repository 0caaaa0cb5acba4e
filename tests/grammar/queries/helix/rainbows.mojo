def f[n: Int](x: List[Int]) -> Int:
#    ^ rainbow.bracket
#    ^^^^^^^^ rainbow.scope
#           ^ rainbow.bracket
#            ^ rainbow.bracket
#            ^^^^^^^^^^^^^^ rainbow.scope
#                ^^^^^^^^^ rainbow.scope
#                    ^ rainbow.bracket
#                        ^ rainbow.bracket
#                         ^ rainbow.bracket
    return {1: t"{(x)}", "a": [n]}
#          ^ rainbow.bracket
#          ^^^^^^^^^^^^^^^^^^^^^^^ rainbow.scope
#                ^ rainbow.bracket
#                ^^^^^ rainbow.scope
#                 ^ rainbow.bracket
#                 ^^^ rainbow.scope
#                   ^ rainbow.bracket
#                    ^ rainbow.bracket
#                             ^ rainbow.bracket
#                             ^^^ rainbow.scope
#                               ^ rainbow.bracket
#                                ^ rainbow.bracket
