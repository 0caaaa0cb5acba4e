comptime LIMIT = 4
#<^^^^^^^^^^^^^^^^^^ definition.constant
#        ^^^^^ name


struct Point(Copyable, Writable):
#<^ definition.class*14
#      ^^^^^ name
#            ^^^^^^^^ reference.implementation name
#                      ^^^^^^^^ reference.implementation name
    """A place."""
#      ^^^^^^^^ doc

    var x: Int
#   ^^^^^^^^^^ definition.field
#       ^ name

    def __init__(out self):
#   ^ definition.method*4
#       ^^^^^^^^ name
        """At the origin."""
#          ^^^^^^^^^^^^^^ doc
        self.x = 0

    @staticmethod
    def of(x: Int) -> Point:
#   ^ definition.method*3
#       ^^ name
        return Point(x)
#              ^^^^^ name
#              ^^^^^^^^ reference.class


trait Shape:
#<^ definition.interface*7
#     ^^^^^ name
    """Has an area."""
#      ^^^^^^^^^^^^ doc

    def area(self) -> Int:
#   ^ definition.method*3
#       ^^^^ name
        ...


__enum Color(Equatable):
#<^ definition.class*4
#      ^^^^^ name
#            ^^^^^^^^^ reference.implementation name
    case Red
#   ^^^^^^^^ definition.constant
#        ^^^ name
    case Gray(Int)
#   ^^^^^^^^^^^^^^ definition.constant
#        ^^^^ name


__extension Point(Shape):
#<^ reference.class*5
#           ^^^^^ name
#                 ^^^^^ reference.implementation name
    def area(self) -> Int:
#   ^ definition.method*3
#       ^^^^ name
        return 0


def main():
#<^ definition.function*7
#   ^^^^ name
    """Runs."""
#      ^^^^^ doc

    def inner[n: Int](): pass
#   ^ definition.function
#       ^^^^^ name

    inner[3]()
#   ^^^^^ name
#   ^^^^^^^^^^ reference.call
    print(pkg.Point.of(1).area(), .Gray(1))
#   ^^^^^ name
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reference.call
#         ^^^^^^^^^^^^^^^ reference.call
#         ^^^^^^^^^^^^^^^^^^^^^^ reference.call
#                   ^^ name
#                         ^^^^ name
#                                 ^^^^^^^^ reference.call
#                                  ^^^^ name
