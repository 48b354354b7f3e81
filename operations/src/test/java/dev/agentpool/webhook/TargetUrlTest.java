package dev.agentpool.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.engine.Refused;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org/",
        "example.org/hook",
        "http:///hook",
        "https://user:word@example.org/",
        "https://example.org/#part",
        "https://example.org:70000/",
        "http://exa mple.org/",
        "file:///etc/passwd"
      })
  void urlsThatCannotBeAreRefused(String url) {
    assertThatThrownBy(() -> TargetUrl.parse(url)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1"
      })
  void addressesThatAreNotOfThePublicInternetAreRefused(String address) throws Exception {
    InetAddress literal = InetAddress.ofLiteral(address);
    assertThat(PublicAddress.is(literal)).isFalse();
    AddressGuard guard = new AddressGuard(_ -> List.of(literal), List::of);
    assertThatThrownBy(() -> guard.addresses("https", "name.example", -1))
        .isInstanceOf(AddressGuard.NotPublic.class)
        .hasMessageContaining("allow_private");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "172.32.0.1",
        "100.128.0.1",
        "::ffff:93.184.216.34",
        "2606:4700::1111",
        "64:ff9b::5db8:d822"
      })
  void publicAddressesPass(String address) {
    assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnoughToRefuse() throws Exception {
    List<InetAddress> mixed =
        List.of(InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("10.0.0.1"));
    AddressGuard guard = new AddressGuard(_ -> mixed, List::of);
    assertThatThrownBy(() -> guard.addresses("https", "name.example", 443))
        .isInstanceOf(AddressGuard.NotPublic.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "2130706433", "127.1", "[::1]", "[::ffff:7f00:1]"})
  void loopbackIsRefusedHoweverItIsWritten(String host) {
    AddressGuard guard = new AddressGuard(HostResolver.system(), List::of);
    assertThatThrownBy(() -> guard.addresses("http", host, 80))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void anOpenedOriginIsOpenWithItsSchemeAndPortOnly() throws Exception {
    AddressGuard guard =
        new AddressGuard(HostResolver.system(), () -> List.of(URI.create("http://127.0.0.1:8080")));
    assertThat(guard.addresses("http", "127.0.0.1", 8080)).hasSize(1);
    assertThatThrownBy(() -> guard.addresses("https", "127.0.0.1", 8080))
        .isInstanceOf(UnknownHostException.class);
    assertThatThrownBy(() -> guard.addresses("http", "127.0.0.1", 8081))
        .isInstanceOf(UnknownHostException.class);
  }
}
