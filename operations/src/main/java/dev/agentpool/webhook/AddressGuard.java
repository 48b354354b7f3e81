package dev.agentpool.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps webhooks out of this machine and its network (server-side request forgery): every address
 * of a host has to be a public one, unless the user opened the exact origin. Whoever sends asks for
 * the addresses here and connects to these, so that a name cannot mean another address in between.
 */
final class AddressGuard {
  private final HostResolver resolver;
  private final Supplier<List<URI>> open;

  /**
   * @param open origins that the user allows wherever they lead; asked every time
   */
  AddressGuard(HostResolver resolver, Supplier<List<URI>> open) {
    this.resolver = resolver;
    this.open = open;
  }

  /** A host leads where no webhook may go. */
  static final class NotPublic extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    NotPublic(String message) {
      super(message);
    }
  }

  /** The addresses to connect to. */
  List<InetAddress> addresses(String scheme, String host, int port) throws UnknownHostException {
    List<InetAddress> addresses = resolver.resolve(unbracketed(host));
    String origin = TargetUrl.origin(scheme, host, port);
    if (open.get().stream().anyMatch(allowed -> TargetUrl.origin(allowed).equals(origin))) {
      return addresses;
    }
    for (InetAddress address : addresses) {
      if (!PublicAddress.is(address)) {
        throw new NotPublic(
            host
                + " leads to "
                + address.getHostAddress()
                + ", which is not on the public internet; if you mean it, add \""
                + origin
                + "\" to allow_private in [webhooks] of your config.toml");
      }
    }
    return addresses;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
