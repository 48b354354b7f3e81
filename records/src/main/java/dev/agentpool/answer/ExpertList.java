package dev.agentpool.answer;

import java.util.List;

/** The experts and roles of a pool. */
public record ExpertList(List<ExpertRow> experts) {
  /** Keeps a copy of the list. */
  public ExpertList {
    experts = List.copyOf(experts);
  }
}
