package dev.agentpool.knowledge;

/** Whether knowledge counts. */
public enum Trust {
  TRUSTED,
  /** it came from an untrusted turn, or from nobody knows whom: it waits for a person's word */
  UNTRUSTED,
  /** it was untrusted, and a person said that it counts */
  CONFIRMED
}
