package dev.agentpool.formula;

import java.util.List;

/**
 * One step of a formula.
 *
 * @param role who does it: an expert, a role, or {@link #EXPERTS} for whoever is named at its start
 * @param dependsOn ids of steps that have to be done before
 */
public record FormulaStep(
    String id, String role, String title, String description, List<String> dependsOn) {
  /** The role that whoever starts the formula gives to one expert or more. */
  public static final String EXPERTS = "experts";

  public FormulaStep {
    dependsOn = List.copyOf(dependsOn);
  }

  public boolean isForNamedExperts() {
    return role.equals(EXPERTS);
  }
}
