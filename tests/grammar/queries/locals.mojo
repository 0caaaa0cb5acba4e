import std.math
#<^ local.scope*34
#      ^^^ local.definition.import
from std.memory import Span, memcpy as copy_bytes
#                      ^^^^ local.definition.import
#                                      ^^^^^^^^^^ local.definition.import

comptime LIMIT = 4
#        ^^^^^ local.definition.constant


struct Point[size: Int]:
#<^ local.scope*8
#      ^^^^^ local.definition.type
#            ^^^^ local.definition.parameter
#                  ^^^ local.reference
    var x: Int
#<^ local.scope*7
#       ^ local.definition.field
#          ^^^ local.reference

    def norm(self, scale: Int = LIMIT) -> ref Span:
#   ^ local.scope*4
#       ^^^^ local.definition.function local.definition.method
#            ^^^^ local.definition.parameter
#                  ^^^^^ local.definition.parameter
#                         ^^^ local.reference
#                               ^^^^^ local.reference
#                                             ^^^^ local.reference
        var left, (right, _) = split(self.x, by=scale)
#<^ local.scope*3
#           ^^^^ local.definition.var local.reference
#                  ^^^^^ local.definition.var local.reference
#                              ^^^^^ local.reference
#                                    ^^^^ local.reference
#                                               ^^^^^ local.reference
        return left.x + right
#              ^^^^ local.reference
#                       ^^^^^ local.reference


def visit(shape: Shape) raises:
#<^ local.scope*20
#   ^^^^^ local.definition.function
#         ^^^^^ local.definition.parameter
#                ^^^^^ local.reference
    ref other = shape
#<^ local.scope*19
#       ^^^^^ local.definition.var local.reference
#               ^^^^^ local.reference
    match shape:
#         ^^^^^ local.reference
        case .Circle(r) if r > 1:
#       ^ local.scope*2
#                    ^ local.definition.var local.reference
#                          ^ local.reference
            print(r)
#<^ local.scope
#           ^^^^^ local.reference
#                 ^ local.reference
        case (a, .Two(b)) | .Some(.Pair((c, d))) as both:
#       ^ local.scope*2
#             ^ local.definition.var local.reference
#                     ^ local.definition.var local.reference
#                                        ^ local.definition.var local.reference
#                                           ^ local.definition.var local.reference
#                                                   ^^^^ local.definition.var
            print(a, b, c, d, both)
#<^ local.scope
#           ^^^^^ local.reference
#                 ^ local.reference
#                    ^ local.reference
#                       ^ local.reference
#                          ^ local.reference
#                             ^^^^ local.reference
        case (.One(.Two(e)), MV(k=.Three(g))) | (h, _):
#       ^ local.scope*2
#                       ^ local.definition.var local.reference
#                            ^^ local.reference
#                                        ^ local.definition.var local.reference
#                                                ^ local.definition.var local.reference
            print(e, g, h)
#<^ local.scope
#           ^^^^^ local.reference
#                 ^ local.reference
#                    ^ local.reference
#                       ^ local.reference
    if case .Some(v) = other:
#   ^ local.scope*2
#                 ^ local.definition.var local.reference
#                      ^^^^^ local.reference
        print(v)
#<^ local.scope
#       ^^^^^ local.reference
#             ^ local.reference
    for i, (k, var j) in pairs(shape):
#   ^ local.scope*2
#       ^ local.definition.var local.reference
#           ^ local.definition.var local.reference
#                  ^ local.definition.var local.reference
#                        ^^^^^ local.reference
#                              ^^^^^ local.reference
        total += i + j
#<^ local.scope
#       ^^^^^ local.reference
#                ^ local.reference
#                    ^ local.reference
    with open(math.path) as file:
#   ^ local.scope*2
#        ^^^^ local.reference
#             ^^^^ local.reference
#                           ^^^^ local.definition.var local.reference
        print([c for c in file])
#<^ local.scope
#       ^^^^^ local.reference
#             ^^^^^^^^^^^^^^^^^ local.scope
#              ^ local.reference
#                    ^ local.definition.var local.reference
#                         ^^^^ local.reference
    try:
        pass
#<^ local.scope
    except e:
#   ^ local.scope*2
#          ^ local.definition.var local.reference
        print(e)
#<^ local.scope
#       ^^^^^ local.reference
#             ^ local.reference
    var f = lambda(n: Int) {other^}: n
#       ^ local.definition.var local.reference
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^ local.scope
#                  ^ local.definition.parameter
#                     ^^^ local.reference
#                           ^^^^^ local.reference
#                                    ^ local.reference
