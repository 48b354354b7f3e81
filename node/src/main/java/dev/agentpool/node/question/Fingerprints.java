package dev.agentpool.node.question;

import dev.agentpool.node.token.KeyedDigest;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tells two questions apart that look the same once their secrets are redacted: a digest of
 * all that is asked, by a key of this user's, so that nobody who reads the ledger can try secrets
 * on it. The key outlives the daemon. Thread-safe.
 */
final class Fingerprints {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private final KeyedDigest digest;

  /**
   * @param file where the key is, or will be when the first question is asked
   */
  Fingerprints(Path file) {
    this.digest = new KeyedDigest(file);
  }

  /** Throws {@link UncheckedIOException} when the key can neither be read nor made. */
  String ofPermission(String provider, String tool, Map<String, Object> input) {
    return of(JSON.writeValueAsBytes(List.of("permission", provider, tool, input)));
  }

  /** Throws {@link UncheckedIOException} when the key can neither be read nor made. */
  String ofWords(String provider, String question, List<String> options) {
    return of(JSON.writeValueAsBytes(List.of("words", provider, question, options)));
  }

  private String of(byte[] asked) {
    return digest.of("question", asked);
  }

  /**
   * Of a permission that may be given for a while. Throws {@link UncheckedIOException} when the key
   * can neither be read nor made.
   *
   * @param scope in which it is given: a pool, or a conversation there
   * @param same what is the same in all that it allows
   */
  String ofGrant(List<String> scope, Map<String, Object> same) {
    return digest.of("grant", JSON.writeValueAsBytes(List.of(scope, same)));
  }
}
