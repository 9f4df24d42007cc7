package dev.loopkeeper.host;

/** A setting by the name of its environment variable; each host lists its own in an enum. */
public interface NamedSetting {
    String name();

    SettingForm form();
}
