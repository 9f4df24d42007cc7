package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.connectors.ChatNotifier;
import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.connectors.Secrets;
import dev.loopkeeper.notify.Notification;
import dev.loopkeeper.notify.Notifier;
import java.io.PrintStream;

/** Tells the console, and everybody else as every host does. */
final class LocalNotifier implements Notifier {
    private final Notifier others;
    private final PrintStream console;

    LocalNotifier(Secrets secrets, OutboundRule rule, PrintStream console) {
        this.others = new ChatNotifier(secrets, rule);
        this.console = console;
    }

    @Override
    public void send(LoopConfig.Channel channel, Notification notification) {
        if (channel.kind().equals("console")) {
            console.println(line(notification));
        } else {
            others.send(channel, notification);
        }
    }

    static String line(Notification n) {
        String mark = n.severity().equals("critical") ? "!! " : n.severity().equals("warning") ? "!  " : "   ";
        return mark + n.at().toString().substring(0, 16).replace('T', ' ') + "  " + n.model() + "  "
                + n.sentence().replaceAll("\\p{C}", " ");
    }
}
