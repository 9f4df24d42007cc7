package dev.loopkeeper.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/x",
                "https://169.254.169.254/latest",
                "https://2852039166/",
                "https://0xa9fea9fe/",
                "https://0251.0376.0251.0376/",
                "https://0xa9.0xfe.0xa9.0xfe/",
                "https://169.254.43518/",
                "https://[::ffff:169.254.169.254]/",
                "https://[::1]/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://0.0.0.0/",
                "https://[::]/",
                "https://10.0.0.1/",
                "https://192.168.1.1/",
                "https://172.16.0.1/",
                "https://100.64.0.1/",
                "https://168.63.129.16/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[2002:a9fe:a9fe::]/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://good.example@169.254.169.254/",
                "https://user:pw@example.com/",
                "https://localhost/",
                "https://example.com:8443/",
                "file:///etc/passwd",
                "jar:https://x!/y",
                "gopher://x/",
                "https:///nohost",
                "https://exa mple.com",
                "",
                "//example.com/x",
                "https://192.0.0.192/",
                "https://198.18.0.1/"
            })
    void shouldNotReachWhereNobodyShould(String url) {
        assertThatThrownBy(() -> rule().check(url))
                .isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                        .isIn(LoopException.Kind.POISON, LoopException.Kind.TRANSIENT));
    }

    @Test
    void shouldReachPublicAddressesAndAllowedHostsOnly() {
        assertThat(rule().check("https://93.184.216.34/hook").uri().getHost()).isEqualTo("93.184.216.34");
        assertThat(rule("127.0.0.1").check("http://127.0.0.1:9/x").uri().getPort())
                .isEqualTo(9);
        assertThatThrownBy(() -> rule("127.0.0.1").check("file://127.0.0.1/etc/passwd"))
                .isInstanceOf(LoopException.class);
    }

    private static OutboundRule rule(String... allowed) {
        return new OutboundRule(Set.of(allowed), "--allow-host");
    }
}
