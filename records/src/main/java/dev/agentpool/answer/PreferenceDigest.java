package dev.agentpool.answer;

import java.util.List;

/**
 * What a text of preferences comes to.
 *
 * @param digest its first items, at most eight
 */
public record PreferenceDigest(List<String> digest) {
  public PreferenceDigest {
    digest = List.copyOf(digest);
  }
}
