package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** The contracts of a pool. */
public record ContractList(
    List<ContractRow> contracts,
    @JsonPropertyDescription("of each file that is no contract: why") List<String> problems) {
  /** Keeps copies of the lists. */
  public ContractList {
    contracts = List.copyOf(contracts);
    problems = List.copyOf(problems);
  }
}
