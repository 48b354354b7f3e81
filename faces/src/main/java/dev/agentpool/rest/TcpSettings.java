package dev.agentpool.rest;

import dev.agentpool.request.ServeRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a TCP listener listens and who may come in.
 *
 * @param directory the one project that is served
 * @param port 0 for any that is free
 * @param tokens any of them opens the door
 * @param mostConcurrent requests at a time; 0 for no limit
 * @param origins of web pages that may call; with none, no page may
 * @param hosts names, lower case, that a request may call this server by
 */
record TcpSettings(
    String directory,
    InetAddress bind,
    int port,
    List<String> tokens,
    int mostConcurrent,
    Set<String> origins,
    Set<String> hosts) {
  private static final int SHORTEST_TOKEN = 16;
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  TcpSettings {
    tokens = List.copyOf(tokens);
    origins = Set.copyOf(origins);
    hosts = Set.copyOf(hosts);
  }

  /** What a request to serve says; throws {@link Problem} with what is wrong with it. */
  static TcpSettings of(ServeRequest asked, String directory) {
    String bind = asked.bind().orElse("127.0.0.1");
    List<String> tokens = checked(asked.tokens());
    Set<String> origins = origins(asked.origins());
    Set<String> hosts = new LinkedHashSet<>();
    asked.hosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    InetAddress address = address(bind);
    if (!address.isLoopbackAddress() && !asked.allowRemote()) {
      throw Problem.invalid(
          bind
              + " can be reached from other machines, and nothing is encrypted: set allow_remote"
              + " to true if you mean it, better put a TLS proxy before 127.0.0.1");
    }
    hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    hosts.addAll(names(address));
    return new TcpSettings(
        directory,
        address,
        asked.port().orElse(0),
        tokens,
        asked.maxConcurrent().orElse(0),
        origins,
        hosts);
  }

  private static List<String> checked(List<String> tokens) {
    if (tokens.isEmpty()) {
      throw Problem.invalid(
          "'tokens' is empty: a TCP port is open to everybody on the machine, so give a token of at"
              + " least "
              + SHORTEST_TOKEN
              + " characters");
    }
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i); // never shown
      if (token.length() < SHORTEST_TOKEN || !TOKEN.matcher(token).matches()) {
        throw Problem.invalid(
            "'tokens["
                + i
                + "]' must have at least "
                + SHORTEST_TOKEN
                + " characters, visible ASCII without spaces");
      }
    }
    return tokens;
  }

  private static Set<String> origins(List<String> texts) {
    Set<String> origins = new LinkedHashSet<>();
    for (String text : texts) {
      if (!isOrigin(text)) {
        throw Problem.invalid(
            "'origins' has \""
                + text
                + "\", which is no origin: write it like https://example.org");
      }
      origins.add(text.toLowerCase(Locale.ROOT));
    }
    return origins;
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = URI.create(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static InetAddress address(String bind) {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw Problem.invalid("'bind' must be an address of this machine, not \"" + bind + "\"");
    }
  }

  /** An address cannot be made to mean another one, as a name can: it may stand in Host. */
  private static Set<String> names(InetAddress bind) {
    Set<String> names = new LinkedHashSet<>();
    if (!bind.isAnyLocalAddress()) {
      names.add(name(bind));
      return names;
    }
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(address -> names.add(name(address)));
    } catch (SocketException e) {
      throw new Problem(503, "unavailable", "the machine does not tell its addresses: " + e);
    }
    return names;
  }

  private static String name(InetAddress address) {
    String text = address.getHostAddress().replaceFirst("%.*", "");
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }
}
