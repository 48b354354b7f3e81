package dev.agentpool.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes keyed digests of what sessions are launched with, so that two launches can be compared
 * without keeping what they were given, which may be secret. Digests of different secrets are never
 * equal. Thread-safe.
 */
public final class LaunchSeal {
  private final SecretKeySpec secret;

  public LaunchSeal(byte[] secret) {
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** One that no other seal agrees with: nothing is known again by it after this process. */
  public static LaunchSeal ofThisProcess() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new LaunchSeal(random);
  }

  String of(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
