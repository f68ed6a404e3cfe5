package br.com.catalogador.bus.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;

/** The components, accessors and constructor of a record class, read once by reflection. */
final class RecordShape {
  private final RecordComponent[] components;
  private final Method[] accessors;
  private final Constructor<?> constructor;

  private RecordShape(RecordComponent[] components, Constructor<?> constructor) {
    this.components = components;
    this.constructor = constructor;
    this.accessors =
        Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
    constructor.setAccessible(true);
    Arrays.stream(accessors).forEach(accessor -> accessor.setAccessible(true));
  }

  static RecordShape of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return new RecordShape(components, type.getDeclaredConstructor(types));
    } catch (NoSuchMethodException e) {
      // Every record has its canonical constructor.
      throw new IllegalStateException(e);
    }
  }

  int size() {
    return components.length;
  }

  String name(int index) {
    return components[index].getName();
  }

  Type type(int index) {
    return components[index].getGenericType();
  }

  Object get(Object value, int index) {
    try {
      return accessors[index].invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  Object make(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
