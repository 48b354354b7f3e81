package dev.agentpool.operation;

/** It was done, and there is nothing to tell. */
public enum Done {
  DONE
}
