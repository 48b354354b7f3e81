package dev.agentpool.node.token;

import dev.agentpool.config.Home;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Names the session that a process speaks for: each session's processes have its token in {@code
 * AGENTPOOL_SLOT_TOKEN}. It is the name of the session's folder with a proof made from a secret of
 * this user, so that nothing has to be remembered. What it is good for is asked of {@code
 * Node.session}: a session that has ended is nobody's, and its token no more than a text.
 */
public final class SlotTokens {
  /** The variable by which a session's processes have it. */
  public static final String VARIABLE = "AGENTPOOL_SLOT_TOKEN";

  private final KeyedDigest digest;

  public SlotTokens(Home home) {
    this.digest = new KeyedDigest(home.state().resolve("slot-secret"));
  }

  /** The token of the session in this folder. */
  public String of(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name + "." + proof(name);
  }

  /** The name of the session's folder; empty for a token that was not made here. */
  public Optional<String> session(String token) {
    int dot = token.lastIndexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    String name = token.substring(0, dot);
    boolean proven =
        MessageDigest.isEqual( // in constant time
            proof(name).getBytes(StandardCharsets.UTF_8),
            token.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
    return proven ? Optional.of(name) : Optional.empty();
  }

  private String proof(String name) {
    return digest.of("session", name.getBytes(StandardCharsets.UTF_8));
  }
}
