package dev.agentpool.answer;

import java.util.List;

/**
 * Models that are known, of one agent CLI after the other.
 *
 * @param models a person's own first
 */
public record ModelList(List<Model> models) {
  /** Keeps a copy of the list. */
  public ModelList {
    models = List.copyOf(models);
  }
}
