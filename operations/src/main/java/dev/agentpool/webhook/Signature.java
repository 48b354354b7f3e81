package dev.agentpool.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proves to a receiver that a delivery is ours, and gives it its name. */
final class Signature {
  private static final String HMAC = "HmacSHA256";

  private Signature() {}

  /** {@code sha256=} and the HMAC of {@code timestamp.body} in hexadecimal digits. */
  static String of(String secret, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  /** The same for the same webhook and occasion, always. */
  static String deliveryId(String webhook, String occasion) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((webhook + " " + occasion).getBytes(StandardCharsets.UTF_8));
      return "dl_" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
