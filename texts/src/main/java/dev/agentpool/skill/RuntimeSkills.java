package dev.agentpool.skill;

import java.util.Map;

/**
 * Where skills live that clients register while a pool runs: each under its name, kept by whoever
 * opened the registry. Thread-safe; failures are the keeper's own exceptions.
 */
public interface RuntimeSkills {
  /** All of them; asked at every access, so it should be quick. */
  Map<String, RuntimeSkill> load();

  /** Adds or replaces. */
  void put(String name, RuntimeSkill skill);

  /**
   * @return whether there was one
   */
  boolean remove(String name);

  /** Keeps them in memory, and so forgets them with the process. */
  static RuntimeSkills inMemory() {
    return new InMemoryRuntimeSkills();
  }
}
