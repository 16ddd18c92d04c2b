import { render } from 'preact';
import { LoopApp } from './loop/loop-app.tsx';
import './style.css';

const root = document.querySelector('#app');
const pageToken = document.querySelector('meta[name="gcepool-token"]')?.getAttribute('content') ?? '';
if (root === null) throw new Error('The page has no place for the console.');
render(<LoopApp pageToken={pageToken} />, root);
