package dev.agentpool.node.slot;

/** A pool has no slot of that id. */
public final class SlotNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SlotNotFoundException(String slot) {
    super("slot not found: " + slot);
  }
}
