package dev.loopkeeper.connectors.wire;

import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanResolutionContext;
import io.micronaut.context.Qualifier;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.InstantiatableBeanDefinition;
import java.util.List;

/**
 * A bean as Micronaut defines it, without annotations: it is the only one of its type, and has no qualifier. The first
 * question about an annotation would start Micronaut's conversion of values, which is most of what is left of its start.
 */
record LeanBean<T>(InstantiatableBeanDefinition<T> made) implements RuntimeBeanDefinition<T> {
    @Override
    public Class<T> getBeanType() {
        return made.getBeanType();
    }

    @Override
    public String getBeanDefinitionName() {
        return made.getClass().getName();
    }

    @Override
    public boolean isSingleton() {
        return made.isSingleton();
    }

    @Override
    public List<Argument<?>> getTypeArguments(Class<?> type) {
        return made.getTypeArguments(type);
    }

    @Override
    public Qualifier<T> getDeclaredQualifier() {
        return null;
    }

    @Override
    public T instantiate(BeanResolutionContext path, BeanContext context) {
        return made.instantiate(path, context);
    }
}
