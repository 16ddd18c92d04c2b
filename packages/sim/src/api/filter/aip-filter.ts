import type { Expression } from './aip-syntax.ts';
import { testOf } from './comparison.ts';
import type { FilterSubject } from './filter-subject.ts';
import { findField, valuesAt } from '../../wire/field-path.ts';
import type { Predicate } from './predicate.ts';
import { all, any, not } from './predicate.ts';

/** What an expression says of a resource of a schema; undefined if some part of it cannot be asked of it. */
export function compileAipFilter(expression: Expression, subject: FilterSubject): Predicate | undefined {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts: Predicate[] = [];
      for (const part of expression.parts) {
        const predicate = compileAipFilter(part, subject);
        if (predicate === undefined) return undefined;
        parts.push(predicate);
      }
      return expression.kind === 'and' ? all(parts) : any(parts);
    }
    case 'not': {
      const predicate = compileAipFilter(expression.part, subject);
      return predicate === undefined ? undefined : not(predicate);
    }
    case 'restriction': {
      const field = findField(subject.schemaName, expression.path, subject.model);
      const test = field === undefined ? undefined : testOf(field, expression, subject.project);
      if (field === undefined || test === undefined) return undefined;
      const holds: Predicate = (resource) => valuesAt(resource, field.segments).some(test);
      return expression.operator === '!=' ? not(holds) : holds;
    }
  }
}
