package dev.agentpool.skill;

import java.util.Map;
import java.util.TreeMap;

final class InMemoryRuntimeSkills implements RuntimeSkills {
  private final Map<String, RuntimeSkill> skills = new TreeMap<>();

  @Override
  public synchronized Map<String, RuntimeSkill> load() {
    return Map.copyOf(skills);
  }

  @Override
  public synchronized void put(String name, RuntimeSkill skill) {
    skills.put(name, skill);
  }

  @Override
  public synchronized boolean remove(String name) {
    return skills.remove(name) != null;
  }
}
