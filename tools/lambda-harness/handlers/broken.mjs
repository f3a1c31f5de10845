throw new Error('The module does not load.');
