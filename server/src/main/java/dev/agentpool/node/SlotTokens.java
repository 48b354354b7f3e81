package dev.agentpool.node;

import dev.agentpool.config.Home;
import dev.agentpool.pool.PoolId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves which slot an agent speaks for: each agent process has its slot's token in {@code
 * AGENTPOOL_SLOT_TOKEN}. Made from a secret of this user, so that nothing has to be remembered.
 */
public final class SlotTokens {
  private final Path file;

  public SlotTokens(Home home) {
    this.file = home.state().resolve("slot-secret");
  }

  public String of(PoolId pool, String slot) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret(), "HmacSHA256"));
      byte[] proof = mac.doFinal((pool.value() + "\n" + slot).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(proof, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** In constant time. */
  public boolean proves(PoolId pool, String slot, String token) {
    return MessageDigest.isEqual(
        of(pool, slot).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] secret() {
    return Secrets.at(file);
  }
}
