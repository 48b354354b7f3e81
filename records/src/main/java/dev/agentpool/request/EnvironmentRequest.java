package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a person's environment, so that agents are given their part of it. */
public record EnvironmentRequest(
    @JsonProperty(required = true)
        @JsonSetter(contentNulls = Nulls.FAIL)
        @JsonPropertyDescription("by name; those that no pattern names are left out")
        Map<String, String> variables,
    @JsonPropertyDescription("whether agents get them from now on; else they are compared only")
        boolean apply,
    @JsonPropertyDescription("whether variables that are not in it go; true when it is left out")
        Optional<Boolean> whole,
    @JsonPropertyDescription("names that agents are not given any more") List<String> forget) {
  /** Keeps copies of the tables. */
  public EnvironmentRequest {
    variables = Map.copyOf(variables);
    forget = List.copyOf(forget);
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "EnvironmentRequest[" + variables.keySet() + "]";
  }
}
