package dev.agentpool.contract;

/** A change of a contract that cannot be made, or a contract that is not there; says why. */
public final class ContractRefused extends Exception {
  private static final long serialVersionUID = 1L;

  ContractRefused(String reason) {
    super(reason);
  }

  /** The message, which is always there. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
