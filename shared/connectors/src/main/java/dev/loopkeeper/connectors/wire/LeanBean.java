package dev.loopkeeper.connectors.wire;

import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanResolutionContext;
import io.micronaut.context.Qualifier;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.inject.InstantiatableBeanDefinition;

/**
 * A bean as Micronaut's annotation processor made it, without what its annotations say: it is a singleton and the only
 * one of its type. The first question about an annotation would start Micronaut's conversion of values, which is a
 * third of its start.
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
        return true;
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
