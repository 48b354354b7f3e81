package dev.agentpool.webhook;

import dev.agentpool.engine.Refused;
import java.net.URI;
import java.util.Locale;

/** Where a webhook may point to, as far as the text alone tells. */
final class TargetUrl {
  private static final int LONGEST = 2_000;

  private TargetUrl() {}

  static URI parse(String text) {
    URI url = uri(text);
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw bad(text, "begins with http:// or https://");
    }
    if (url.getHost() == null || url.getHost().isEmpty()) {
      throw bad(text, "names a host");
    }
    if (url.getRawUserInfo() != null) {
      throw bad(text, "has no user or password in it; deliveries are signed instead");
    }
    if (url.getRawFragment() != null) {
      throw bad(text, "has no fragment (#...)");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw bad(text, "has a port from 1 to 65535");
    }
    return url;
  }

  private static URI uri(String text) {
    if (text.length() > LONGEST) {
      throw Refused.invalid("the url of a webhook has at most " + LONGEST + " characters");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("'" + text + "' is not a url: " + e.getMessage());
    }
  }

  private static Refused bad(String text, String what) {
    return Refused.invalid("the url of a webhook " + what + "; it is '" + text + "'");
  }

  /** {@code scheme://host:port}, lower case, with the port also where it is the usual one. */
  static String origin(URI url) {
    return origin(url.getScheme(), String.valueOf(url.getHost()), url.getPort());
  }

  static String origin(String scheme, String host, int port) {
    String protocol = scheme.toLowerCase(Locale.ROOT);
    int known = port > 0 ? port : protocol.equals("https") ? 443 : 80;
    return protocol + "://" + host.toLowerCase(Locale.ROOT) + ":" + known;
  }
}
