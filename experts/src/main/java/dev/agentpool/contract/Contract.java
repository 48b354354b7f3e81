package dev.agentpool.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What parties of a pool agreed on, in one version.
 *
 * @param definedBy who wrote it
 * @param between its parties, two or more
 * @param version 1 or more
 * @param timestamp when this version was made; null when nobody said
 * @param body Markdown, without white space around it
 */
public record Contract(
    ContractId id,
    String definedBy,
    List<String> between,
    int version,
    @Nullable Instant timestamp,
    String body) {
  public Contract {
    between = List.copyOf(between);
    if (between.size() < 2) {
      throw new IllegalArgumentException(
          "between must list at least 2 parties, got " + between.size());
    }
    if (version < 1) {
      throw new IllegalArgumentException("version must be >= 1, got " + version);
    }
  }

  /** Its first version. */
  public static Contract first(
      ContractId id, String definedBy, List<String> between, String body, Instant now) {
    return new Contract(id, definedBy, between, 1, now, body);
  }

  /** Its next version. */
  public Contract amended(String newBody, Instant now) {
    return new Contract(id, definedBy, between, Math.addExact(version, 1), now, newBody);
  }

  /** Whether it binds one of a pool. */
  public boolean binds(String party) {
    return between.contains(party);
  }
}
