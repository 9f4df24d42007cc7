package dev.loopkeeper.testkit;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.notify.Notifier;
import java.util.List;
import java.util.Optional;

class MemoryNotifierTest extends NotifierContract {
    private final MemoryNotifier notifier = new MemoryNotifier();

    @Override
    protected Notifier notifier() {
        notifier.breakChannel(broken().name());
        return notifier;
    }

    @Override
    protected LoopConfig.Channel working() {
        return new LoopConfig.Channel("console", "", Optional.empty());
    }

    @Override
    protected LoopConfig.Channel broken() {
        return new LoopConfig.Channel("slack", "secret:slack", Optional.empty());
    }

    @Override
    protected List<String> received() {
        return notifier.deliveries().stream()
                .map(d -> d.notification().toString())
                .toList();
    }
}
