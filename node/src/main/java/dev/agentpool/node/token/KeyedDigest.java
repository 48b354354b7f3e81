package dev.agentpool.node.token;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Digests by a secret of this user's, which is made when it is first needed. Thread-safe. */
public final class KeyedDigest {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;
  private final Path file;
  private volatile byte @Nullable [] secret;

  /**
   * @param file of the secret
   */
  public KeyedDigest(Path file) {
    this.file = file;
  }

  /**
   * In hexadecimal digits. Throws {@link UncheckedIOException} when the secret can neither be read
   * nor made.
   *
   * @param purpose one line; digests of two purposes are never the same
   */
  public String of(String purpose, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret(), ALGORITHM));
      mac.update((purpose + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(content), 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private byte[] secret() {
    byte[] known = secret;
    if (known == null) {
      known = Secrets.at(file);
      secret = known;
    }
    return known;
  }
}
