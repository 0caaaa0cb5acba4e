"""A ledger whose accounts are passed around by reference: aliasing and mutability."""


@fieldwise_init
struct Account(Copyable):
    var owner: String
    var cents: Int


def move_money(mut source: Account, mut target: Account, cents: Int):
    source.cents -= cents
    target.cents += cents


def rename(account: Account, name: String):
    account.owner = name


def close(var account: Account) -> Int:
    return account.cents


def main():
    var checking = Account("ada", 1200)
    var savings = Account("ada", 9900)
    move_money(checking, savings, 300)
    move_money(checking, checking, 100)
    rename(savings, "grace")
    var spare = savings
    print(close(checking^), close(savings^), close(spare^))
