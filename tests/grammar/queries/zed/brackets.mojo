def f[n: Int](x: List[Int]) -> Int:
#    ^ open
#           ^ close
#            ^ open
#                    ^ open
#                        ^ close
#                         ^ close
    return {1: t"{(x)}", "a": [n]}
#          ^ open
#              ^^ open
#                ^ open
#                 ^ open
#                   ^ close
#                    ^ close
#                     ^ close
#                        ^ open
#                          ^ close
#                             ^ open
#                               ^ close
#                                ^ close
