package dev.agentpool.answer;

import java.util.List;

/**
 * The agent CLIs that agentpool knows.
 *
 * @param providers in the order of their names
 */
public record ProviderList(List<Provider> providers) {
  /** Keeps a copy of the list. */
  public ProviderList {
    providers = List.copyOf(providers);
  }
}
