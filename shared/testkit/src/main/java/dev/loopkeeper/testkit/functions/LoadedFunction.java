package dev.loopkeeper.testkit.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpResponseMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** A function whose class and method were found. */
record LoadedFunction(
        FunctionFile file, AppClasses classes, Class<?> type, Method method, List<BoundParameter> parameters) {
    static LoadedFunction load(FunctionFile file, AppClasses classes) {
        int dot = file.entryPoint().lastIndexOf('.');
        if (dot < 1) {
            throw new IllegalStateException(
                    file.name() + ": entryPoint '" + file.entryPoint() + "' is no class.method");
        }
        try {
            Class<?> type = classes.load(file.entryPoint().substring(0, dot));
            Method method = only(type, file.entryPoint().substring(dot + 1));
            List<BoundParameter> parameters = new ArrayList<>();
            for (var parameter : method.getParameters()) {
                parameters.add(BoundParameter.of(parameter));
            }
            LoadedFunction loaded = new LoadedFunction(file, classes, type, method, List.copyOf(parameters));
            loaded.requireKnownResult();
            return loaded;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(file.name() + ": its jar has no class of " + file.entryPoint(), e);
        }
    }

    private static Method only(Class<?> type, String name) {
        List<Method> named = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getDeclaringClass() == type && !method.isBridge()) {
                named.add(method);
            }
        }
        if (named.size() != 1) {
            throw new IllegalStateException(
                    type.getName() + " has " + named.size() + " public methods '" + name + "', expected one");
        }
        return named.get(0);
    }

    private void requireKnownResult() {
        Class<?> result = method.getReturnType();
        if (result != void.class && !HttpResponseMessage.class.isAssignableFrom(result) && result != String.class) {
            throw new IllegalStateException(file.name() + " returns a " + result.getName() + ": this host knows void, "
                    + "String and HttpResponseMessage");
        }
    }

    String name() {
        return file.name();
    }

    /** @throws Exception whatever the function throws */
    Object call(Invocation invocation, ExecutionContext context) throws Exception {
        String binding = file.trigger().path("name").asText();
        Object[] arguments = parameters.stream()
                .map(parameter -> parameter.value(binding, invocation, context))
                .toArray();
        try {
            return method.invoke(classes.instance(type), arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
