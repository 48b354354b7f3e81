package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.agentpool.task.TaskState;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.type.LogicalType;

/** How the records of requests and answers become JSON and are read from it. */
public final class Json {
  private static final Names NAMES = new Names();

  /** Writes both; reads answers, of which it takes what it knows. */
  public static final JsonMapper ANSWERS =
      base()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * Reads requests: nothing unknown, no text for a number, no number for a text or a choice, no
   * null in a list.
   */
  public static final JsonMapper REQUESTS = strict(base()).build();

  private Json() {}

  private static JsonMapper.Builder base() {
    return JsonMapper.builder()
        .propertyNamingStrategy(NAMES)
        // a record's components are its members; what else it can be asked is none
        .changeDefaultVisibility(seen -> seen.withIsGetterVisibility(Visibility.NONE))
        .annotationIntrospector(new AsDeclared())
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .withConfigOverride(List.class, Json::emptyForNull)
        .withConfigOverride(Map.class, Json::emptyForNull)
        .addModule(
            new SimpleModule()
                .addSerializer(new Millis<>(Instant.class))
                .addSerializer(new Millis<>(Duration.class))
                .addDeserializer(Instant.class, new Instants(false))
                .addDeserializer(Duration.class, new Durations())
                .addSerializer(new States())
                .addDeserializer(TaskState.class, new StateNames()));
  }

  private static void emptyForNull(tools.jackson.databind.cfg.MutableConfigOverride override) {
    override.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  private static JsonMapper.Builder strict(JsonMapper.Builder builder) {
    return builder
        .withConfigOverride(
            List.class,
            lists -> lists.setNullHandling(JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL)))
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts -> {
              texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .withCoercionConfig(
            LogicalType.Enum,
            choices -> choices.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail));
  }

  /** The member that a component becomes. */
  public static String member(String component, Class<?> type) {
    String snake = NAMES.translate(component);
    return type == Instant.class || type == Duration.class ? snake + "_ms" : snake;
  }

  /** Members stand in the order of their components. */
  private static final class AsDeclared extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public String @Nullable [] findSerializationPropertyOrder(
        MapperConfig<?> config, AnnotatedClass type) {
      Class<?> raw = type.getRawType();
      return raw.isRecord()
          ? Arrays.stream(raw.getRecordComponents())
              .map(RecordComponent::getName)
              .toArray(String[]::new)
          : super.findSerializationPropertyOrder(config, type);
    }
  }

  private static final class Names extends PropertyNamingStrategies.SnakeCaseStrategy {
    private static final long serialVersionUID = 1L;

    @Override
    protected String translate(String component) {
      return super.translate(component);
    }

    private static String name(JavaType type, String component) {
      return member(
          component,
          type.isReferenceType() && type.getContentType() != null
              ? type.getContentType().getRawClass()
              : type.getRawClass());
    }

    @Override
    public String nameForField(MapperConfig<?> config, AnnotatedField field, String name) {
      return name(field.getType(), name);
    }

    @Override
    public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod get, String name) {
      return name(get.getType(), name);
    }

    @Override
    public String nameForConstructorParameter(
        MapperConfig<?> config, AnnotatedParameter parameter, String name) {
      return name(parameter.getType(), name);
    }
  }

  /** Milliseconds; a time whose member says so is text, as ISO 8601 has it. */
  private static final class Millis<T> extends StdSerializer<T> {
    Millis(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeNumber(
          switch (value) {
            case Instant time -> time.toEpochMilli();
            case Duration duration -> duration.toMillis();
            default -> throw new IllegalArgumentException("no time: " + value);
          });
    }

    @Override
    public ValueSerializer<?> createContextual(
        SerializationContext context, @Nullable BeanProperty property) {
      return isText(findFormatOverrides(context, property, handledType()))
          ? ToStringSerializer.instance
          : this;
    }
  }

  private static boolean isText(JsonFormat.@Nullable Value format) {
    return format != null && format.getShape() == JsonFormat.Shape.STRING;
  }

  private static final class Instants extends StdDeserializer<Instant> {
    private final boolean isText;

    Instants(boolean isText) {
      super(Instant.class);
      this.isText = isText;
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) {
      return isText
          ? Instant.parse(context.readValue(in, String.class))
          : Instant.ofEpochMilli(context.readValue(in, Long.class));
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      return new Instants(isText(findFormatOverrides(context, property, handledType())));
    }
  }

  private static final class Durations extends StdDeserializer<Duration> {
    Durations() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context) {
      return Duration.ofMillis(context.readValue(in, Long.class));
    }
  }

  private static final class States extends StdSerializer<TaskState> {
    States() {
      super(TaskState.class);
    }

    @Override
    public void serialize(TaskState state, JsonGenerator out, SerializationContext context) {
      out.writeString(state.wireName());
    }
  }

  private static final class StateNames extends StdDeserializer<TaskState> {
    StateNames() {
      super(TaskState.class);
    }

    @Override
    public TaskState deserialize(JsonParser in, DeserializationContext context) {
      String name = context.readValue(in, String.class);
      try {
        return TaskState.ofWireName(name);
      } catch (IllegalArgumentException unknown) {
        return (TaskState)
            context.handleWeirdStringValue(TaskState.class, name, "there is no such state");
      }
    }
  }
}
