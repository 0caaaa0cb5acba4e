from ..pkg import one
#<^^^^ keyword.import
#    ^^ punctuation.special
#      ^^^ module
#          ^^^^^^ keyword.import
#                 ^^^ variable

alias WIDTH = 8
#<^^^^^ keyword.removed
#     ^^^^^ constant
#           ^ operator
#             ^ number
alias Row = List[Int]
#<^^^^^ keyword.removed
#     ^^^ type.definition
#         ^ operator
#           ^^^^ type.builtin
#                ^^^ type.builtin


@value
#<^ attribute
#^^^^^ attribute.removed
@register_passable("trivial")
#<^ attribute
#^^^^^^^^^^^^^^^^^ attribute.removed
#                  ^^^^^^^^^ string
struct Old:
#<^^^^^^ keyword.type
#      ^^^ type
    let x: Int
#   ^^^ keyword.removed
#       ^ variable
#          ^^^ type.builtin

    fn __init__(inout self, owned x: Int, borrowed y: fn(Int) escaping -> Int):
#   ^^ keyword.function.removed
#      ^^^^^^^^ constructor
#               ^^^^^ keyword.modifier.removed
#                     ^^^^ variable.builtin
#                           ^^^^^ keyword.modifier.removed
#                                 ^ variable.parameter
#                                    ^^^ type.builtin
#                                         ^^^^^^^^ keyword.modifier.removed
#                                                  ^ variable.parameter
#                                                     ^^ keyword.function.removed
#                                                        ^^^ type.builtin
#                                                             ^^^^^^^^ keyword.modifier.removed
#                                                                      ^^ operator
#                                                                         ^^^ type.builtin
        self.x = x
#       ^^^^ variable.builtin
#            ^ variable.member
#              ^ operator
#                ^ variable

    @parameter
#   ^ attribute
#    ^^^^^^^^^ attribute.removed
    async def work(read self, z: Int) -> Int:
#   ^^^^^ keyword.coroutine
#         ^^^ keyword.function
#             ^^^^ function.method
#                  ^^^^ keyword.modifier.removed
#                       ^^^^ variable.builtin
#                             ^ variable.parameter
#                                ^^^ type.builtin
#                                     ^^ operator
#                                        ^^^ type.builtin
        let y = await self.x \
#       ^^^ keyword.removed
#           ^ variable
#             ^ operator
#               ^^^^^ keyword.coroutine
#                     ^^^^ variable.builtin
#                          ^ variable.member
#                            ^ punctuation.special
            + 1
#           ^ operator
#             ^ number
        return y
#       ^^^^^^ keyword.return
#              ^ variable


__extension Old(Writable):
#<^^^^^^^^^^^ keyword.type
#           ^^^ type
#               ^^^^^^^^ type.builtin
    def in(self) capturing: ...
#   ^^^ keyword.function
#       ^^ function.method
#          ^^^^ variable.builtin
#                ^^^^^^^^^ keyword.modifier
#                           ^^^ keyword


def rest(cb: __generator_type[N: Int] Int, mut mut: Int, d: Dict[String, Int]) where N > 2 else "no":
#<^^^ keyword.function
#   ^^^^ function
#        ^^ variable.parameter
#            ^^^^^^^^^^^^^^^^ keyword.type
#                             ^ constant
#                                ^^^ type.builtin
#                                     ^^^ type.builtin
#                                          ^^^ keyword.modifier
#                                              ^^^ variable.parameter
#                                                   ^^^ type.builtin
#                                                        ^ variable.parameter
#                                                           ^^^^ type.builtin
#                                                                ^^^^^^ type.builtin
#                                                                        ^^^ type.builtin
#                                                                              ^^^^^ keyword
#                                                                                    ^ type
#                                                                                      ^ operator
#                                                                                        ^ number
#                                                                                          ^^^^ keyword
#                                                                                               ^^^^ string
    __mlir_region body(x: Int):
#   ^^^^^^^^^^^^^ keyword.function
#                 ^^^^ function
#                      ^ variable
#                         ^^^ type.builtin
        pass
#       ^^^^ keyword
    var a = {1: "one", **d}
#   ^^^ keyword.modifier
#       ^ variable
#         ^ operator
#            ^ number
#               ^^^^^ string
#                      ^^ operator
#                        ^ variable
    a[0:2, k=3] += [x for x in a if x]
#   ^ variable
#     ^ number
#       ^ number
#          ^ variable.parameter
#           ^ operator
#            ^ number
#               ^^ operator
#                   ^ variable
#                     ^^^ keyword.repeat
#                         ^ variable
#                           ^^ keyword.repeat
#                              ^ variable
#                                ^^ keyword.conditional
#                                   ^ variable
    a.b.LIMIT = Pkg.Thing(...)
#   ^ variable
#     ^ variable.member
#       ^^^^^ constant
#             ^ operator
#               ^^^ type
#                   ^^^^^ constructor
#                         ^^^ constant.builtin
    "a sentence" "in two parts"
#   ^^^^^^^^^^^^ string.documentation
#                ^^^^^^^^^^^^^^ string.documentation
    var old = d.read() + read.alias
#   ^^^ keyword.modifier
#       ^^^ variable
#           ^ operator
#             ^ variable
#               ^^^^ function.method.call
#                      ^ operator
#                        ^^^^ variable
#                             ^^^^^ variable.member
    var p = (q := 1, -x, ~x, not x, x // 2, x % 2, x @ y, x | y, x ^ y, x >> 1, x <= y, x != y)
#   ^^^ keyword.modifier
#       ^ variable
#         ^ operator
#            ^ variable
#              ^^ operator
#                 ^ number
#                    ^ operator
#                     ^ variable
#                        ^ operator
#                         ^ variable
#                            ^^^ keyword.operator
#                                ^ variable
#                                   ^ variable
#                                     ^^ operator
#                                        ^ number
#                                           ^ variable
#                                             ^ operator
#                                               ^ number
#                                                  ^ variable
#                                                    ^ operator
#                                                      ^ variable
#                                                         ^ variable
#                                                           ^ operator
#                                                             ^ variable
#                                                                ^ variable
#                                                                  ^ operator
#                                                                    ^ variable
#                                                                       ^ variable
#                                                                         ^^ operator
#                                                                            ^ number
#                                                                               ^ variable
#                                                                                 ^^ operator
#                                                                                    ^ variable
#                                                                                       ^ variable
#                                                                                         ^^ operator
#                                                                                            ^ variable
