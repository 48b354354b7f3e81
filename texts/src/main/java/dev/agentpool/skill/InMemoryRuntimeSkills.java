package dev.agentpool.skill;

import java.util.Map;
import java.util.TreeMap;

final class InMemoryRuntimeSkills implements RuntimeSkills {
  private final Map<String, String> skills = new TreeMap<>();

  @Override
  public synchronized Map<String, String> load() {
    return Map.copyOf(skills);
  }

  @Override
  public synchronized void put(String name, String json) {
    skills.put(name, json);
  }

  @Override
  public synchronized boolean remove(String name) {
    return skills.remove(name) != null;
  }
}
