package dev.agentpool.contract;

import dev.agentpool.paper.Rfc3339;
import dev.agentpool.paper.TableRow;
import java.util.List;
import java.util.Objects;

/** The table of all contracts, {@code contracts/index.md}, for people and agents to read. */
final class ContractIndex {
  private static final String HEAD =
      """
      # Contract Index

      | ID | Between | Version | Timestamp |
      |----|---------|---------|----------|
      """;

  private ContractIndex() {}

  static String text(List<Contract> contracts) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Contract one : contracts) {
      text.append(
          TableRow.of(
              one.id().value(),
              String.join(", ", one.between()),
              Integer.toString(one.version()),
              Rfc3339.seconds(Objects.requireNonNullElse(one.timestamp(), Rfc3339.NEVER))));
    }
    return text.toString();
  }
}
