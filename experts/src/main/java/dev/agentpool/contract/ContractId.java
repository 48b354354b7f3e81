package dev.agentpool.contract;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.SafeName;

/** Names a contract, and its file. */
public record ContractId(String value) implements Comparable<ContractId> {
  /** The list of all contracts has this name. */
  private static final String INDEX = "index";

  public ContractId {
    if (!isId(value)) {
      throw new IllegalArgumentException(problem(value));
    }
  }

  public static boolean isId(String value) {
    return SafeName.isSafe(value) && !value.equals(INDEX);
  }

  /** What is said of an id that is none. */
  public static String problem(String value) {
    return "invalid contract ID "
        + GoText.quoted(value)
        + (value.equals(INDEX)
            ? ": the list of contracts has this name"
            : ": must be a simple filename");
  }

  String fileName() {
    return value + ".md";
  }

  @Override
  public int compareTo(ContractId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
