package dev.agentpool.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A tool of a role (spec expert-pool 14). All that it is given and all that it answers is text.
 *
 * @param parameters in the order in which they are missed
 */
record RoleTool(
    String name, String description, boolean readOnly, List<Parameter> parameters, Work work) {
  RoleTool {
    parameters = List.copyOf(parameters);
  }

  /** What it does; throws {@link ToolFailure} with what the agent is told. */
  @FunctionalInterface
  interface Work {
    String answer(RoleCall call, Arguments given) throws ToolFailure;
  }

  record Parameter(String name, boolean required, String description) {}

  /** One that changes something. */
  static Making acts(String name, String description) {
    return new Making(name, description, false, List.of());
  }

  /** One that only looks. */
  static Making looks(String name, String description) {
    return new Making(name, description, true, List.of());
  }

  /** A tool that lacks its work. */
  record Making(String name, String description, boolean readOnly, List<Parameter> parameters) {
    Making needs(String parameter, String what) {
      return with(new Parameter(parameter, true, what));
    }

    Making may(String parameter, String what) {
      return with(new Parameter(parameter, false, what));
    }

    private Making with(Parameter parameter) {
      List<Parameter> all = new ArrayList<>(parameters);
      all.add(parameter);
      return new Making(name, description, readOnly, all);
    }

    RoleTool does(Work work) {
      return new RoleTool(name, description, readOnly, parameters, work);
    }
  }

  /** What a call brings; what is no text counts as not given. */
  record Arguments(Map<String, Object> given) {
    /** Empty when it was not given. */
    String text(String name) {
      return given.get(name) instanceof String text ? text : "";
    }

    /** Of a text with commas; without what is empty. */
    List<String> list(String name) {
      List<String> all = new ArrayList<>();
      for (String part : text(name).split(",", -1)) {
        if (!part.isBlank()) {
          all.add(part.strip());
        }
      }
      return all;
    }
  }

  String run(RoleCall call, Map<String, Object> given) throws ToolFailure {
    Arguments arguments = new Arguments(given);
    for (Parameter parameter : parameters) {
      if (parameter.required() && arguments.text(parameter.name()).isEmpty()) {
        throw new ToolFailure(parameter.name() + " parameter is required");
      }
    }
    return work.answer(call, arguments);
  }
}
