# See prelude.mojo.

struct LinkedList:
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _LinkedListIter[ElementType, iterable_origin]

struct _LinkedListIterOwned[T: AnyType](Movable, Iterator, IterableOwned):
    comptime Element = T
    comptime IteratorOwnedType = Self
    def __iter__(var self) -> Self: ...
    def __next__(mut self) raises StopIteration -> T: ...
