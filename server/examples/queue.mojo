"""A work queue without mistakes: transfers, re-initialization and references as they should be."""


@fieldwise_init
struct Job(Movable):
    var name: String
    var cost: Int


struct Queue(Movable):
    var jobs: List[Job]
    var spent: Int

    def __init__(out self):
        self.jobs = List[Job]()
        self.spent = 0

    def push(mut self, var job: Job):
        self.spent += job.cost
        self.jobs.append(job^)

    def cheapest(ref self) -> ref[self.jobs[0]] Job:
        var best = 0
        for i in range(len(self.jobs)):
            if self.jobs[i].cost < self.jobs[best].cost:
                best = i
        return self.jobs[best]


def refill(mut queue: Queue, count: Int):
    var job = Job("first", 1)
    for i in range(count):
        queue.push(job^)
        job = Job(String("next"), i)
    queue.push(job^)


def main():
    var queue = Queue()
    refill(queue, 3)
    print(queue.cheapest().name, queue.spent)
