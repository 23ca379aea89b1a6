// Each test starts processes of its own; two at a time are what two cores carry.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
