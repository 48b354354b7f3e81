package dev.agentpool.operation;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Json;
import dev.agentpool.request.Bounds;
import dev.agentpool.request.Change;
import dev.agentpool.request.Patience;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON schemas of the records of requests and answers, made of the records alone. Thread-safe. */
public final class Schemas {
  private static final Map<Class<?>, ObjectNode> REQUESTS = new ConcurrentHashMap<>();
  private static final Map<Class<?>, ObjectNode> ANSWERS = new ConcurrentHashMap<>();

  private Schemas() {}

  /** Of a request's record, with all that it holds in place; do not change it. */
  public static ObjectNode request(Class<? extends Record> request) {
    return REQUESTS.computeIfAbsent(
        request,
        type -> (ObjectNode) given(new SchemaGenerator(config(true, true)).generateSchema(type)));
  }

  /** The same of an answer's record. */
  public static ObjectNode answer(Class<?> answer) {
    return ANSWERS.computeIfAbsent(
        answer, type -> new SchemaGenerator(config(false, true)).generateSchema(type));
  }

  /** Makes schemas that refer to each other by name, as a document wants them. */
  public static final class Document {
    private final SchemaBuilder requests =
        new SchemaGenerator(config(true, false)).buildMultipleSchemaDefinitions();
    private final SchemaBuilder answers =
        new SchemaGenerator(config(false, false)).buildMultipleSchemaDefinitions();

    private final Map<String, Body> bodies = new LinkedHashMap<>();

    private record Body(Route route, boolean isAwaited) {}

    /** What of a request does not stand in its path. */
    public ObjectNode body(Class<? extends Record> request, Route route, boolean isAwaited) {
      bodies.put(request.getSimpleName(), new Body(route, isAwaited));
      return requests.createSchemaReference(request);
    }

    public ObjectNode answer(Class<?> answer) {
      return answers.createSchemaReference(answer);
    }

    public ObjectNode answer(Gives<?> gives) {
      ObjectNode one = answers.createSchemaReference(gives.element());
      if (!gives.isList()) {
        return one;
      }
      ObjectNode list = Json.ANSWERS.createObjectNode().put("type", "array");
      list.set("items", one);
      return list;
    }

    /** Call at the end: what was referred to, by name. */
    public ObjectNode definitions() {
      ObjectNode all = answers.collectDefinitions("components/schemas");
      ObjectNode asked = (ObjectNode) given(requests.collectDefinitions("components/schemas"));
      bodies.forEach((name, body) -> withoutPath((ObjectNode) asked.get(name), body));
      all.setAll(asked);
      return all;
    }
  }

  private static void withoutPath(ObjectNode body, Document.Body of) {
    ObjectNode members = (ObjectNode) body.get("properties");
    ArrayNode needed = Json.ANSWERS.createArrayNode();
    Collection<String> inPath = of.route().inPath().values();
    inPath.forEach(members::remove);
    if (of.isAwaited()) {
      request(Patience.class)
          .path("properties")
          .properties()
          .forEach(member -> members.putIfAbsent(member.getKey(), member.getValue()));
    }
    members.putObject("dir").put("type", "string");
    body.path("required")
        .forEach(name -> {
          if (!inPath.contains(name.asString())) {
            needed.add(name);
          }
        });
    body.remove("required");
    if (!needed.isEmpty()) {
      body.set("required", needed);
    }
  }

  /** A member of a request may be absent; that null means the same need not be said. */
  private static JsonNode given(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.get("anyOf") instanceof ArrayNode any
          && any.size() == 2
          && any.get(0).path("type").asString("").equals("null")) {
        object.remove("anyOf");
        object.setAll((ObjectNode) any.get(1));
      }
      if (object.has("enum") || object.has("anyOf")) {
        object.remove("additionalProperties");
      }
      if (object.get("type") instanceof ArrayNode types) {
        object.put("type", types.get(0).asString());
      }
    }
    schema.forEach(Schemas::given);
    if (schema instanceof ObjectNode object && object.remove("allOf") instanceof ArrayNode parts) {
      parts.forEach(part ->
          part.path("properties")
              .properties()
              .forEach(member ->
                  object
                      .withObjectProperty("properties")
                      .putIfAbsent(member.getKey(), member.getValue())));
    }
    return schema;
  }

  private static SchemaGeneratorConfig config(boolean requests, boolean inline) {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(
                Json.ANSWERS, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    if (inline) {
      builder.with(Option.INLINE_ALL_SCHEMAS);
    } else {
      builder.with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.PLAIN_DEFINITION_KEYS);
    }
    if (requests) {
      builder.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
    }
    builder
        .forFields()
        .withPropertyNameOverrideResolver(Schemas::name)
        .withTargetTypeOverridesResolver(Schemas::text)
        .withNumberInclusiveMinimumResolver(field -> number(field, Bounds::least))
        .withNumberInclusiveMaximumResolver(field -> number(field, Bounds::most))
        .withStringMinLengthResolver(field -> length(field, String.class, Bounds::least))
        .withStringMaxLengthResolver(field -> length(field, String.class, Bounds::most))
        .withArrayMinItemsResolver(field -> length(field, List.class, Bounds::least))
        .withArrayMaxItemsResolver(field -> length(field, List.class, Bounds::most))
        .withRequiredCheck(requests ? Schemas::isNeeded : Schemas::isAlwaysThere);
    builder
        .forTypesInGeneral()
        .withPropertySorter((one, other) -> 0)
        .withCustomDefinitionProvider(Schemas::plain)
        .withTypeAttributeOverride(
            (node, scope, _) -> unwrappedAreThere(node, scope.getType(), requests));
    return builder
        .with(new JacksonSchemaModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
        .build();
  }

  /** Types that are told in place. */
  private static @Nullable CustomDefinition plain(
      ResolvedType type, SchemaGenerationContext context) {
    ObjectNode schema = Json.ANSWERS.createObjectNode();
    if (type.isInstanceOf(Instant.class) || type.isInstanceOf(Duration.class)) {
      schema.put("type", "integer");
    } else if (type.isInstanceOf(OptionalLong.class) || type.isInstanceOf(OptionalInt.class)) {
      schema.putArray("type").add("integer").add("null");
    } else if (type.isInstanceOf(Change.class)) {
      ArrayNode either = schema.putArray("anyOf");
      either.add(context.createDefinition(type.typeParametersFor(Change.class).getFirst()));
      either.addObject().put("type", "null");
    } else if (type.isInstanceOf(Enum.class)) {
      ArrayNode choices = schema.putArray("enum");
      for (Object choice : type.getErasedType().getEnumConstants()) {
        choices.add(Json.ANSWERS.<JsonNode>valueToTree(choice));
      }
    } else if (type.isInstanceOf(Map.class)) {
      schema.put("type", "object");
      ResolvedType value = type.typeParametersFor(Map.class).get(1);
      if (value.getErasedType() != Object.class) {
        schema.set("additionalProperties", context.createDefinitionReference(value));
      }
    } else {
      return null;
    }
    return new CustomDefinition(
        schema, CustomDefinition.INLINE_DEFINITION, CustomDefinition.INCLUDING_ATTRIBUTES);
  }

  /** The members of what is unwrapped into a record, as far as they have to be there. */
  private static void unwrappedAreThere(ObjectNode schema, ResolvedType type, boolean requests) {
    Set<String> needed = new LinkedHashSet<>();
    schema.path("required").forEach(name -> needed.add(name.asString()));
    addUnwrapped(type.getErasedType(), "", requests, needed);
    if (!needed.isEmpty()) {
      ArrayNode all = schema.putArray("required");
      needed.forEach(all::add);
    }
  }

  private static void addUnwrapped(
      Class<?> type, String before, boolean requests, Set<String> needed) {
    for (var component : recordComponents(type)) {
      JsonUnwrapped unwrapped = component.getAccessor().getAnnotation(JsonUnwrapped.class);
      if (unwrapped != null) {
        String prefix = before + unwrapped.prefix();
        for (var inner : recordComponents(component.getType())) {
          boolean isItself = !inner.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
          if (isItself && (requests ? isNeeded(inner) : isAlwaysThere(inner))) {
            needed.add(prefix + Members.name(inner));
          }
        }
        addUnwrapped(component.getType(), prefix, requests, needed);
      }
    }
  }

  private static boolean isNeeded(RecordComponent component) {
    JsonProperty said = component.getAccessor().getAnnotation(JsonProperty.class);
    return said != null && said.required();
  }

  private static boolean isAlwaysThere(RecordComponent component) {
    return !component.getAccessor().isAnnotationPresent(JsonInclude.class);
  }

  private static RecordComponent[] recordComponents(Class<?> type) {
    return type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
  }

  /** What says that it is text is. */
  private static @Nullable List<ResolvedType> text(FieldScope field) {
    JsonFormat format = field.getAnnotationConsideringFieldAndGetter(JsonFormat.class);
    return format != null && format.shape() == JsonFormat.Shape.STRING
        ? List.of(field.getContext().resolve(String.class))
        : null;
  }

  private static @Nullable String name(FieldScope field) {
    JsonProperty said = field.getAnnotationConsideringFieldAndGetter(JsonProperty.class);
    if (said != null && !said.value().isEmpty()) {
      return said.value();
    }
    ResolvedType type = field.getDeclaredType();
    List<ResolvedType> inner = type.getTypeParameters();
    boolean isOptional = type.isInstanceOf(Optional.class) && !inner.isEmpty();
    return Json.member(
        field.getDeclaredName(),
        isOptional ? inner.getFirst().getErasedType() : type.getErasedType());
  }

  private static @Nullable BigDecimal number(FieldScope field, ToLongFunction<Bounds> which) {
    Long bound = bound(field, which);
    Class<?> type = declared(field);
    return bound == null || type == String.class || type == List.class
        ? null
        : BigDecimal.valueOf(bound);
  }

  private static @Nullable Integer length(
      FieldScope field, Class<?> of, ToLongFunction<Bounds> which) {
    Long bound =
        declared(field) == of && !field.isFakeContainerItemScope() ? bound(field, which) : null;
    return bound == null || bound == 0 ? null : Integer.valueOf(Math.toIntExact(bound));
  }

  private static @Nullable Long bound(FieldScope field, ToLongFunction<Bounds> which) {
    Bounds bounds = field.getAnnotationConsideringFieldAndGetter(Bounds.class);
    return bounds == null || which.applyAsLong(bounds) == Long.MAX_VALUE
        ? null
        : Long.valueOf(which.applyAsLong(bounds));
  }

  /** What it is when it is there; of a list that it is one. */
  private static Class<?> declared(FieldScope field) {
    ResolvedType type = field.getDeclaredType();
    List<ResolvedType> inner = type.getTypeParameters();
    return type.isInstanceOf(Optional.class) && !inner.isEmpty()
        ? inner.getFirst().getErasedType()
        : type.getErasedType();
  }

  private static boolean isNeeded(FieldScope field) {
    JsonProperty said = field.getAnnotationConsideringFieldAndGetter(JsonProperty.class);
    return said != null && said.required();
  }

  private static boolean isAlwaysThere(FieldScope field) {
    return field.getDeclaringType().getErasedType() != Cost.class
        && field.getAnnotationConsideringFieldAndGetter(JsonInclude.class) == null;
  }
}
